import { readFileSync } from 'node:fs';
import { loadKnowledge } from '../../knowledge/load.ts';import { houseOf } from '../../dialogs/house.ts';import { coach } from '../../dialogs/coach.ts';import { NEW_SESSION } from '../../dialogs/turn.ts';
const l=await loadKnowledge('/tmp/k'); if(!l.ok) throw 1; const c=coach(houseOf(l.knowledge));
const b:any={};for(const t of readFileSync('test/dialogs/off-topic.txt','utf8').split('\n').filter(Boolean)){const x=c(NEW_SESSION,{kind:'text',text:t},new Date());const key=x.intent==='small_talk_or_out_of_scope'?'refused':x.intent==='ask_knowledge'||x.intent==='lookup_legislation'?x.band:x.intent;(b[key]??=[]).push(t+' | '+x.because.detail+' '+x.because.score.toFixed(2));}
for(const k in b)console.log(k,b[k].length);for(const k in b)if(k!=='refused')console.log('---',k,'\n'+b[k].join('\n'));
