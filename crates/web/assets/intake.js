// In a coordinator's browser: makes the weekly intake keys that are missing, for this week and the
// next three, and wraps those there are for a triager who came later. Runs unseen; what fails now is
// done at the next page.

import { get, post } from "./channel.js";
import { makeIntake, shareIntake } from "./holder.js";
import { unlock } from "./keys.js";

const ADDRESS = "/hub/intag";

const keepIntake = async () => {
  const { centre, missing, triagers, unshared } = await get(ADDRESS);
  if (missing.length === 0 && unshared.length === 0) return;
  const { root } = await unlock();
  const epochs = [];
  for (const epoch of missing) epochs.push(await makeIntake(root, centre, epoch, triagers));
  const wraps = [];
  for (const { epoch, wrap, holders } of unshared) {
    wraps.push({ epoch, wraps: await shareIntake(root, { centre, epoch, wrap }, holders) });
  }
  await post(ADDRESS, { epochs, wraps });
};

keepIntake().catch(() => {});
