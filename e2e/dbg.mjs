import { launch } from './harness/browser.js';
import { colleague } from './harness/colleague.js';
import { startDemo } from './harness/server.js';
const demo = await startDemo('sqlite');
const b = await launch();
const c = await colleague(b, demo.origin, demo.signIns.staff[0], async()=>{});
c.page.setDefaultTimeout(6000);
try { await c.signIn(); } catch (e) { console.log(e.message); }
console.log(c.faults, c.page.url());
console.log((await c.page.locator('body').innerText()).slice(0,800));
await c.page.screenshot({path:'/tmp/dbg.png'});
await b.close(); await demo.stop(); console.log(demo.log().slice(-1500));
