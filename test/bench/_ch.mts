import { readFileSync } from 'node:fs';
import { loadKnowledge } from '/work/main/knowledge/load.ts';
import { classify } from '/work/main/knowledge/linear.ts';
const l = await loadKnowledge('/tmp/k'); if (!l.ok) throw l.errors; const k=l.knowledge;
const rd=(f:string)=>readFileSync(f,'utf8').split('\n').filter(Boolean).map(r=>JSON.parse(r));
for(const r of [...rd('/work/shared/dev-set/questions.jsonl').map((q:any)=>({...q,intent:'ask_knowledge'})),...rd('/work/shared/dev-set/intents.jsonl')]){
 const c=classify(k.intents,k.words.intentTerms(k.words.read(r.text),r.text)).slice(0,3);
 if(c[0]!.name!==r.intent||c[0]!.chance<.7) console.log(r.id,r.intent,c.map(x=>x.name+' '+x.chance.toFixed(2)).join(', '),'|',r.text.slice(0,80));
}
