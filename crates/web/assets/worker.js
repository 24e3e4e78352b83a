// The worker of a page where a visitor asks or follows: the module without what only staff need. The build puts
// the module's own address and hash in place of its name, so whoever trusts these bytes trusts those.

import init, * as module from "./fyren.js";
import * as acts from "./acts.js";

const none = async () => ({});

acts.serve({ acts, init, module, address: "./fyren_bg.wasm", integrity: "integrity:fyren_bg.wasm", more: none });
