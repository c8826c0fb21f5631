import { loadContent } from '../knowledge/load.ts';
const r = loadContent();
if (r.ok) console.log(Object.fromEntries(Object.entries(r.content).map(([k, v]) => [k, (v as unknown[]).length])));
else { for (const e of r.errors) console.log(`knowledge/${e.file}:${e.line}  ${e.problem}  → ${e.cure}`); process.exit(1); }
