const t0=performance.now(); const {loadKnowledge}=await import('/work/main/knowledge/load.ts'); const t1=performance.now();
const l=await loadKnowledge(); const t2=performance.now(); const {houseOf}=await import('/work/main/dialogs/house.ts'); const {coach}=await import('/work/main/dialogs/coach.ts'); const t3=performance.now();
const c=coach(houseOf((l as any).knowledge)); const t4=performance.now(); c({version:1,offered:[],noted:false},{kind:'text',text:'can a customer retrn a kettle affter 5 wks'},new Date()); const t5=performance.now();
console.log({import:t1-t0,load:t2-t1,imp2:t3-t2,house:t4-t3,turn:t5-t4,total:performance.now()});
const N=500;const s=performance.now();for(let i=0;i<N;i++)c({version:1,offered:[],noted:false},{kind:'text',text:'can a customer retrn a kettle affter 5 wks '+i},new Date());console.log('ms/turn',(performance.now()-s)/N);
