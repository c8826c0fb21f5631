/** Words that names are told by: short lists, because a name is only looked for behind a cue ("Mrs …", "her name is …"). */

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Given names, so that one typed without a capital is known. None that is a word of its own. */
export const GIVEN_NAMES = set(`
  aaron abdul abdullah abigail adam adrian ahmed aisha alan alex alexander alexandra ali alice alison amanda amelia amina amy andrea andrew andy angela anita
  anna anne annie anthony antonio arthur asif barbara barry becky ben benjamin beth bethany brenda brian bridget callum cameron carl carlos caroline
  catherine charlie charlotte chloe chris christina christine christopher claire clare colin connor craig dan daniel danielle darren dave david deborah debbie
  denise derek diana diane donna dorothy duncan dylan eddie edward eileen eleanor elizabeth ella ellen ellie emily emma eric erin ethan eva fatima fiona
  francesca gareth gary gavin gemma geoff geoffrey george georgia georgina gillian gordon graham greg hannah harriet harry hassan hayley helen henry hussain ian
  ibrahim imran irene isaac isabella isla jacob jacqueline jake james jamie jane janet janice jasmine jason jean jeff jennifer jenny jessica jill jim jo
  joan joanna joanne joe john jon jonathan jordan joseph josh joshua joyce judith julia julian julie karen kate katherine kathleen katie keith kelly ken kenneth
  kerry kevin khadija kieran kim kirsty kyle laura lauren leah lee leo leon lesley lewis liam linda lisa liz logan louise lucas lucy luke lynn maggie malcolm
  margaret maria marie martin mary matthew maureen megan melanie melissa michael michelle mick mike mohammed muhammad mohamed molly muhammed nadia naomi natalie
  natasha nathan neil niall nicholas nicola nigel nikki noah oliver olivia oscar owen pamela patricia patrick paul paula pauline peter phil philip phillip priya
  rachel rahul rajesh ravi rebecca rhys richard robert robin roger ronald rosemary ross rupert ryan sally sam samantha samir samuel sandra sanjay sara sarah
  scott sean shane sharon sheila shirley simon sofia sophia sophie stacey stanley stella stephanie stephen steve steven stuart susan suzanne sylvia tanya tara
  teresa terry theresa thomas tim timothy tina toby tom tony tracey tracy trevor tyler usman valerie vanessa vera veronica vicky victoria vikram vincent wayne wendy
  william yasmin yusuf yvonne zara zoe
`);

/** Given names that are words, days or things too: names only where they are typed with a capital. */
export const GIVEN_WITH_CAPITAL = set(`
  amber art bill bob carol dawn dean dick don drew eve faith florence frank gene grace grant guy heather holly hope iris ivy jack jay jasper joy lance lily mark
  matt max miles nick olive pat pearl penny pierce poppy ray rob rod rose ruby rusty sandy sid sue ted violet will
`);

/** Family names, so that one typed without a capital is known behind a given name or "miss". */
export const FAMILY_NAMES = set(`
  adams ahmed akhtar ali allen anderson andrews armstrong atkinson bailey baker barker barnes begum bell bennett bhatt brown burton butler campbell carter chapman
  chowdhury clark clarke collins cooper cox davidson davies davis dawson dixon doe edwards elliott ellis evans fisher fletcher foster gibson gill gordon graham
  gray green griffiths hall hamilton harris harrison harvey henderson hill holmes hudson hughes hunt hussain hunter ibrahim iqbal islam jackson james jenkins
  johnson johnston jones kaur kelly kennedy khan king knight kumar lawrence lee lewis lloyd macdonald malik marshall martin mason matthews mcdonald mills miah
  mitchell moore morgan morris murphy murray nguyen obrien okafor owen palmer parker patel patterson pearce pearson phillips powell price rahman reid reynolds
  richards richardson roberts robertson robinson rogers rose ross russell saunders scott shah sharma shaw simpson singh smith spencer stevens stevenson stewart
  sullivan taylor thomas thompson thomson turner walker wallace walsh ward watson watts webb west white wilkinson williams williamson wilson wood woods wright young
`);

/** Small words inside a name: "van der Berg", "al-Hassan", "de Souza". */
export const PARTICLES = set('al bin da de del della der di du el ibn la le mac st ten ter van von');

/** Days and months: never a name behind "called", while behind "Mrs" some are. */
export const CALENDAR = set(`
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
`);

/** What stands behind a cue and is no person: firms and goods that begin like one, and people whose models are taught. */
export const NOT_PEOPLE = set(`
  christmas easter england scotland wales ireland britain london uk eu
  martens pepper oetker beckmann kipling muscle sheen men bean potato selfridge dior hinch who porter whippy
  dyson hoover bosch samsung apple amazon argos tesco currys ebay paypal google microsoft sony hotpoint beko nespresso henry iphone ipad galaxy fitbit hermes evri
  dpd royal trading citizens ofcom ofgem acas head customer customers sir madam team colleague colleagues manager all everyone valued support sirs
  kano deming ishikawa juran crosby parasuraman zeithaml berry reichheld kotter lewin goleman maslow herzberg belbin tuckman gibbs kolb kirkpatrick covey pareto
  shewhart taguchi ohno maister hofstede mehrabian kahneman cialdini
  teams office excel society windows access
  section act regulation regulations article schedule rule part paragraph code note order ref reference
`);

/** Everyday words: what stands behind "mrs" or "her name is" and is one of these is no name. */
export const EVERYDAY = set(`
  a about above after again against all also always am an and angry another any anything are around as ask asked asking asks at away back bad be because became been before
  behind being below best better between big bit both bought bring brings broke broken brought but buy buying by call called calling calls came can cannot cant card
  care case change changed charged check checked claim claimed claims come comes coming complain complained complaining complains complaint could couldnt customer
  cust damaged day days deal dear decided delivered delivery demanded demands did didnt different do does doesnt doing done dont down dr due each email emailed
  ended ever every expected expects explain explained explains fault faulty feels felt few find fine first for forgot found friday from gave get gets getting give
  given gives go goes going gone good got had hadnt happy has hasnt hate have havent having he held help her here hers him his how however i id if ill im in insisted insists
  instead into is isnt it item items its ive just keeps kept kettle knew know known knows last later laptop left less let letter like likes little live lives long look
  looked looking lost lot made make makes making many maybe me mean means might mind miss missed missing mistake monday money month months more most moved mr mrs ms much
  must my name named need needed needs never new next no none nor not note nothing now of off offered often ok okay old on once one only open opened opens or order
  ordered other our out over own paid part pay paying pays people person phone phoned please point post private product promised proof put question quite rang
  read really received refund refunded refused refuses reg regarding rejected repair repaired replied reported required returned returns right ring said same saturday saw say
  saying says section see seem seems seen send sends sent service shall she shes shop should shouldnt shouting since so sold some someone something soon sorry sounds spelled
  spelt spoke staff started states still stop stopped store such sunday take taken takes talk telephoned tell telling tells than thank thanks that thats the their
  them then there these they thinks this those though thought threatened three thursday till time times title to today told tomorrow too took tried tries tv try trying
  tuesday turned two under unhappy unknown until up upset us use used using very visited waited waiting walked want wanted wanting wants was wasnt way we wednesday week weeks
  well went were what whatever when where which while who whose why wife will wise wish wishes with without wont work working works worried would wouldnt write writes
  written wrong wrote yard year years yes yesterday yet you your yours
  correct incorrect misspelled misspelt confidential secret mud blank hidden shown printed listed recorded taken clear wrongly unusual common short changing needed still
  nowhere everywhere probably actually obviously unavailable withheld removed redacted anonymous missing first
  house street road avenue lane flat number postcode address minute minutes hour hours mile miles metre metres second seconds pound pounds quid percent weekend
  january february march april june july august september october november december
  til pm package packages packed spelling lives living jumped
  box boxes parcel parcels car cars van vans sofa bike washing machine goods shops stores stock rule law act
  reminder reminders remind alarm alarms tmrw tonight tonite noon midday midnight half quarter mon tue tues weds thur thurs thu fri daily weekly morning afternoon evening lunch lunchtime oclock snooze nudge ping third
`);

/** Words that stand between a number and "street", "drive" or "park" where it is no address. */
export const NO_STREET = set(`
  day days week weeks month months year years hour hours hr hrs min mins minute minutes second seconds am pm oclock mile miles km metre metres pound pounds quid percent star times
  hard disk disc usb flash pen test external tb gb mb car cars lorry main busy one two three four five
  supreme county crown claims mr mrs miss she he they her his and or customer customers refund said section act
`);
