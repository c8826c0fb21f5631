import { readFileSync } from 'node:fs';
import { loadKnowledge } from '/work/main/knowledge/load.ts';
import { find, finderData } from '/work/main/knowledge/find.ts';
import { classify } from '/work/main/knowledge/linear.ts';
const l = await loadKnowledge('/tmp/k'); if (!l.ok) throw l.errors;
const k = l.knowledge;
const rd=(f:string)=>readFileSync(f,'utf8').split('\n').filter(Boolean);
const qs = rd('/work/shared/dev-set/questions.jsonl').map(r=>JSON.parse(r).text);
const ints=rd('/work/shared/dev-set/intents.jsonl').map(r=>JSON.parse(r));
const cl = JSON.parse(readFileSync('/work/shared/public-sets/clinc150.intents.json','utf8'));
const idf=(t:string)=>{const n=k.finder.texts.terms.get(t);return n===undefined?undefined:k.finder.texts.idf[n]!};
function feats(text:string,F=k.finder){
  const r=k.words.read(text);const f=find(F,r.terms,3);const b=f[0];
  const off=classify(k.topicality,k.words.intentTerms(r,text)).find(c=>c.name==='others')!.chance;
  return {x:[b?.score??0,Math.log(1+(b?.explained??0)),Math.log((off+1e-3)/(1-off+1e-3)),b?.named??0,b&&f[1]?Math.min(0.7,Math.log(b.score/f[1].score)):0.7,0],text,id:b?k.entries[b.entry]!.id:''};
}
const dev=[...qs,...ints.filter(i=>i.intent==='ask_knowledge').map(i=>i.text)].map(t=>feats(t));
let c=0;const held:string[]=[];
const cut=(a:any)=>a.filter((x:string)=>{c++;if(c%9===4){held.push(x);return false;}return true;});
const red=k.entries.map((e:any)=>e.kind==='provision'?{...e,provision:{...e.provision,asks:cut(e.provision.asks)}}:e.kind==='topic'?{...e,topic:{...e.topic,asks:cut(e.topic.asks)}}:e.kind==='situation'?{...e,situation:{...e.situation,asks:cut(e.situation.asks)}}:{...e,point:{...e.point,asks:cut(e.point.asks)}});
const F2=finderData(red,k.words);
const heldF=held.filter((_,i)=>i%3===0).map(t=>feats(t,F2));
console.log('held',heldF.length);
const pos=[...dev,...heldF];
const neg=[...cl.oos_test.map((r:any)=>r[0]),...cl.test.filter((_:any,i:number)=>i%9===0).map((r:any)=>r[0]),...ints.filter(i=>i.intent==='small_talk_or_out_of_scope').map(i=>i.text)].map((t:any)=>feats(t));
let w=[0,0,0,0,0,0,0];
const data=[...dev.map(p=>({x:p.x,y:1,h:neg.length/dev.length/2})),...heldF.map(p=>({x:p.x,y:1,h:neg.length/heldF.length/2})),...neg.map(p=>({x:p.x,y:0,h:1}))];
const mean=[0,1,2,3,4,5].map(j=>data.reduce((s,d)=>s+d.x[j]!,0)/data.length), sd=[0,1,2,3,4,5].map(j=>Math.max(1e-6,Math.sqrt(data.reduce((s,d)=>s+(d.x[j]!-mean[j]!)**2,0)/data.length)));
const z=(x:number[])=>x.map((v,j)=>(v-mean[j]!)/sd[j]!);
for(let it=0;it<3000;it++){const g=[0,0,0,0,0,0,0];for(const d of data){const x=z(d.x);const p=1/(1+Math.exp(-(w[6]!+x.reduce((s,v,j)=>s+v*w[j]!,0))));const e=(d.y-p)*d.h;x.forEach((v,j)=>g[j]!+=e*v);g[6]!+=e;}for(let j=0;j<7;j++)w[j]!+=0.5*(g[j]!/data.length-0.002*w[j]!);}
console.log('w raw', w.slice(0,6).map((v,j)=>(v/sd[j]!).toFixed(3)), 'bias', (w[6]!-[0,1,2,3,4,5].reduce((s,j)=>s+w[j]!*mean[j]!/sd[j]!,0)).toFixed(3));
const sc=(x:number[])=>w[6]!+z(x).reduce((s,v,j)=>s+v*w[j]!,0);
const P=pos.map(p=>({s:sc(p.x),...p})).sort((a,b)=>a.s-b.s),N=neg.map(p=>({s:sc(p.x),...p})).sort((a,b)=>b.s-a.s);
for(const t of [-1,-.5,0,.5,1,1.5,2,3])console.log('t',t,'dev kept',(dev.filter(p=>sc(p.x)>=t).length/dev.length).toFixed(3),'pos kept',(P.filter(p=>p.s>=t).length/P.length).toFixed(3),'neg passed',(N.filter(p=>p.s>=t).length/N.length).toFixed(3));
console.log(P.slice(0,14).map(p=>`${p.s.toFixed(2)} ${p.x.map(v=>v.toFixed(2)).join(' ')} ${p.text.slice(0,60)} -> ${p.id}`).join('\n'));
console.log(N.slice(0,40).map(p=>`${p.s.toFixed(2)} ${p.x.map(v=>v.toFixed(2)).join(' ')} ${p.text.slice(0,60)} -> ${p.id}`).join('\n'));
