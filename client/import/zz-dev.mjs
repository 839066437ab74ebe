import fc from 'fast-check';
import {reportArbitrary} from './report-generator.ts';
import {parseReport} from './parse-report.ts';
const n=+process.argv[2]||400, seed=+process.argv[3]||1;
const bad=[]; const norm=s=>s.replace(/。$/,'');
for(const w of fc.sample(reportArbitrary,{numRuns:n,seed})){
  let why=null;
  try{const r=parseReport(w.text);
  if(r.issues.length!==w.issues.length) why=`count ${r.issues.length}/${w.issues.length}`;
  else r.issues.forEach((x,i)=>{const e=w.issues[i]; if(why)return;
    if(!x.title.includes(norm(e.title))) why='title '+x.title+' <> '+e.title;
    else if(x.title.length>e.title.length+2) why='title long '+x.title+' <> '+e.title;
    else if(x.status!==e.status) why=`status ${x.status} ${x.statusText} <> ${e.status} (${e.title})`;
    else if(x.promises.map(p=>p.due).filter(Boolean).join()!==e.dues.join()) why='dues '+x.promises.map(p=>p.due+p.text)+' <> '+e.dues;
    else if(x.subItems.length!==e.subItems) why='subs '+x.subItems.map(s=>s.number+s.title)+' <> '+e.subItems;});
  }catch(e){why='throw '+e.message}
  if(why) bad.push([why,w.text]);
}
bad.sort((a,b)=>a[1].length-b[1].length);
console.log('failed',bad.length,'of',n);
for(const b of bad.slice(0,12)) console.log(' -',b[0].slice(0,200));
const k=+process.argv[4]||0; if(bad[k]) console.log(bad[k][0]+'\n'+bad[k][1].split('\n').filter(l=>l.trim()).slice(6,-5).join('\n').slice(0,2500));
