import { loadKnowledge } from '../knowledge/load.ts';
const r = await loadKnowledge();
if (r.ok) console.log(Object.fromEntries(Object.entries(r.knowledge.content).map(([k, v]) => [k, (v as unknown[]).length])));
else { for (const e of r.errors) console.log(`knowledge/${e.file}:${e.line}  ${e.problem}  → ${e.cure}`); process.exit(1); }
