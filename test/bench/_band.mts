import { readFileSync } from 'node:fs';
import { loadKnowledge } from '/work/main/knowledge/load.ts';
import { find } from '/work/main/knowledge/find.ts';
import { classify } from '/work/main/knowledge/linear.ts';
const l = await loadKnowledge('/tmp/k'); if (!l.ok) throw l.errors;
const k = l.knowledge;
const rd=(f:string)=>readFileSync(f,'utf8').split('\n').filter(Boolean);
const qs = rd('/work/shared/dev-set/questions.jsonl').map(r=>JSON.parse(r).text);
const ints=rd('/work/shared/dev-set/intents.jsonl').map(r=>JSON.parse(r));
const cl = JSON.parse(readFileSync('/work/shared/public-sets/clinc150.intents.json','utf8'));
const idf=(t:string)=>{const n=k.finder.texts.terms.get(t);return n===undefined?undefined:k.finder.texts.idf[n]!};
function feats(text:string){
  const r=k.words.read(text);const f=find(k.finder,r.terms,3);const b=f[0];
  const off=classify(k.intents,k.words.intentTerms(r,text)).find(c=>c.name==='small_talk_or_out_of_scope')!.chance;
  return {x:[b?.score??0,Math.log(1+(b?.explained??0)),Math.log((off+1e-3)/(1-off+1e-3)),b?.named?1:0,0,0],text,id:b?k.entries[b.entry]!.id:''};
}
const pos=[...qs,...ints.filter(i=>i.intent==='ask_knowledge').map(i=>i.text)].map(feats);
const neg=[...cl.oos_test.map((r:any)=>r[0]),...cl.test.filter((_:any,i:number)=>i%9===0).map((r:any)=>r[0]),...ints.filter(i=>i.intent==='small_talk_or_out_of_scope').map(i=>i.text)].map(feats);
let w=[0,0,0,0,0,0,0];
const data=[...pos.map(p=>({x:p.x,y:1,h:neg.length/pos.length})),...neg.map(p=>({x:p.x,y:0,h:1}))];
const mean=[0,1,2,3,4,5].map(j=>data.reduce((s,d)=>s+d.x[j]!,0)/data.length), sd=[0,1,2,3,4,5].map(j=>Math.max(1e-6,Math.sqrt(data.reduce((s,d)=>s+(d.x[j]!-mean[j]!)**2,0)/data.length)));
const z=(x:number[])=>x.map((v,j)=>(v-mean[j]!)/sd[j]!);
for(let it=0;it<3000;it++){const g=[0,0,0,0,0,0,0];for(const d of data){const x=z(d.x);const p=1/(1+Math.exp(-(w[6]!+x.reduce((s,v,j)=>s+v*w[j]!,0))));const e=(d.y-p)*d.h;x.forEach((v,j)=>g[j]!+=e*v);g[6]!+=e;}for(let j=0;j<7;j++)w[j]!+=0.5*(g[j]!/data.length-0.002*w[j]!);}
console.log('w raw', w.slice(0,6).map((v,j)=>(v/sd[j]!).toFixed(3)), 'bias', (w[6]!-[0,1,2,3,4,5].reduce((s,j)=>s+w[j]!*mean[j]!/sd[j]!,0)).toFixed(3));
const sc=(x:number[])=>w[6]!+z(x).reduce((s,v,j)=>s+v*w[j]!,0);
const P=pos.map(p=>({s:sc(p.x),...p})).sort((a,b)=>a.s-b.s),N=neg.map(p=>({s:sc(p.x),...p})).sort((a,b)=>b.s-a.s);
for(const t of [-1,-.5,0,.5,1,1.5,2,3])console.log('t',t,'pos kept',(P.filter(p=>p.s>=t).length/P.length).toFixed(3),'neg passed',(N.filter(p=>p.s>=t).length/N.length).toFixed(3));
console.log(P.slice(0,14).map(p=>`${p.s.toFixed(2)} ${p.x.map(v=>v.toFixed(2)).join(' ')} ${p.text.slice(0,60)} -> ${p.id}`).join('\n'));
console.log(N.slice(0,40).map(p=>`${p.s.toFixed(2)} ${p.x.map(v=>v.toFixed(2)).join(' ')} ${p.text.slice(0,60)} -> ${p.id}`).join('\n'));
