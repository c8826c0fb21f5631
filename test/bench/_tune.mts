import { readFileSync } from 'node:fs';
import { loadKnowledge } from '/work/main/knowledge/load.ts';
import { searchText } from '/work/main/knowledge/entries.ts';
import { buildIndex, scores, best, type Index } from '/work/main/knowledge/search.ts';
import { answer } from '/work/main/dialogs/answer.ts';
import { toText } from '/work/main/bot/render.ts';
const l = await loadKnowledge('/tmp/k'); if (!l.ok) throw l.errors;
const k = l.knowledge;
const qs = readFileSync('/work/shared/dev-set/questions.jsonl','utf8').split('\n').filter(Boolean).map(r=>JSON.parse(r));
const now=new Date('2026-11-22');
const texts=k.entries.map(e=>toText(answer(k,e,now)));
const refs=k.entries.map(e=>answer(k,e,now).cites.flatMap(c=>c.kind==='law'?c.refs:[]));
const okFor=(q:any,i:number)=>q.needs.every((n:string)=>new RegExp(n,'i').test(texts[i]!))&&!q.never.some((n:string)=>new RegExp(n,'i').test(texts[i]!))&&(q.provision===null||[q.provision].flat().some((p:string)=>refs[i]!.includes(p)));
const st0=k.entries.map(searchText);
type V={q?:number,sit?:number,askShare:number,next:number[],concept:number,nameW:number,askW:number,bigram:number};
const isC=(t:string)=>t.startsWith('~')||t.startsWith('@');
function terms(text:string,read:(t:string)=>any,v:V){const r=read(text);const out:[string,number][]=[];
 for(const t of new Set<string>(r.terms)) out.push([t,isC(t)?v.concept:1]);
 if(v.bigram){const s=r.tokens.filter((t:any)=>!k.words.isStop(t.word)).map((t:any)=>t.stem);for(let i=1;i<s.length;i++)out.push([s[i-1]+' '+s[i],v.bigram]);}
 return out;}
function run(v:V,hold=true){
 let cnt=0;const held:[string,number][]=[];const st=st0.map((s,i)=>({...s,asks:s.asks.filter((a:string)=>{cnt++;if(hold&&cnt%9===5&&s.asks.length>3){held.push([a,i]);return false;}return true;})}));
 const owners:number[]=[];const askTexts:string[]=[];
 const asks=st.flatMap((s,i)=>[...s.asks,...s.names].map(a=>{owners.push(i);askTexts.push(a);return {fields:[{terms:terms(a,k.words.readContent,v).map(x=>x[0]),weight:1}]}}));
 const tx=st.map(s=>({fields:[{terms:s.names.flatMap(n=>terms(n,k.words.readContent,v).map(x=>x[0])),weight:v.nameW},{terms:s.asks.flatMap(n=>terms(n,k.words.readContent,v).map(x=>x[0])),weight:v.askW},{terms:terms(s.text,k.words.readContent,v).map(x=>x[0]),weight:1}]}));
 const A=buildIndex(asks),T=buildIndex(tx);
 const sc=(ix:Index,q:[string,number][])=>{const out=new Float32Array(ix.size);for(const [t,w] of q){const n=ix.terms.get(t);if(n===undefined)continue;for(let a=ix.start[n]!;a<ix.start[n+1]!;a++)out[ix.passage[a]!]!+=w*ix.weight[a]!;}return out;};
 const rank=(text:string,read:any,skip=-1)=>{let q=terms(text,read,v);
  if(v.q){const cl=text.split(/[.?!;,\n]+| - /).filter((c:string)=>/[a-z]/i.test(c));const asks=cl.filter(c=>k.words.intentTerms(k.words.read(c),c).includes('?'));const use=asks.length&&cl.length>1?asks:[];const set=new Set(use.flatMap(c=>k.words.read(c).terms));q=q.map(([t,w])=>[t,set.has(t)?w*v.q!:w]);}const pa=sc(A,q),pt=sc(T,q);if(skip>=0)pa[skip]=0;
  const tops=v.next.map(()=>new Float32Array(T.size));
  pa.forEach((s,a)=>{if(s<=0)return;const e=owners[a]!;let c=s;for(const t of tops){const h=t[e]!;if(c>h){t[e]=c;c=h;}}});
  const full=(ix:Index)=>q.reduce((s,[t,w])=>{const n=ix.terms.get(t);return s+w*(n===undefined?Math.log(1+ix.size/0.5):ix.idf[n]!)},0)||1;
  const fa=full(A),ft=full(T),nsum=v.next.reduce((a,b)=>a+b,0);
  const tot=new Float32Array(T.size);for(let e=0;e<T.size;e++){tot[e]=v.askShare*tops.reduce((s,t,r)=>s+v.next[r]!*t[e]!,0)/nsum/fa+(1-v.askShare)*pt[e]!/ft;if(v.sit&&k.entries[e]!.kind!=='situation'&&q.length>v.sit)tot[e]!*=0.93;}
  return best(tot,5).map(b=>b.passage);};
 let r1=0,r3=0;const miss:string[]=[];for(const q of qs){const r=rank(q.text,k.words.read);if(okFor(q,r[0]!))r1++;else miss.push(`${q.id}: ${r.slice(0,3).map(i=>(okFor(q,i)?'*':'')+k.entries[i]!.id).join(' ')} anyok=${k.entries.filter((_,i)=>okFor(q,i)).length}`);if(r.slice(0,3).some(i=>okFor(q,i)))r3++;}
 let l1=0,l3=0,n=0;for(const [a,i] of held){n++;const r=rank(a,k.words.readContent);if(r[0]===i)l1++;if(r.slice(0,3).includes(i))l3++;}
 return {r1,r3,loo1:(l1/n).toFixed(3),loo3:(l3/n).toFixed(3),miss};
}
const base:V={askShare:.65,next:[1,.35,.2],concept:1,nameW:3,askW:1,bigram:0};
const tries:Record<string,Partial<V>>={base:{},q13:{q:1.3},q16:{q:1.6},q2:{q:2},q16s:{q:1.6,askShare:.5},sit8:{sit:8},q16sit8:{q:1.6,sit:8},q16sit14:{q:1.6,sit:14},bi3q16:{q:1.6,bigram:.3}};
console.log('entries',k.entries.length);
for(const [n,t] of Object.entries(tries)){const r=run({...base,...t});console.log(n.padEnd(12),r.r1,r.r3,r.loo1,r.loo3);if(n==='q16')console.log(r.miss.join('\n'));}