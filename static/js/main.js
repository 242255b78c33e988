// The one script of every page. What a page does not have stays asleep.

import { startCountdowns, paint } from './countdown.js';
import { drawCurves } from './curve.js';
import { startDrafts } from './drafts.js';
import { startForms } from './forms.js';
import { startLive } from './live.js';
import { refreshSound, startSound } from './sound.js';
import { refreshTabs, startTabs } from './tabs.js';
import { fitLabels, mountWheel } from './wheel.js';

// refresh does again what a frame has undone: the server does not know what
// script adds to the page.
function refresh() {
  paint();
  refreshTabs();
  drawCurves();
  refreshSound();
  mountWheel(document);
}

startCountdowns();
startTabs();
startDrafts();
startForms();
startSound();
mountWheel(document);
window.addEventListener('resize', () => fitLabels());
startLive(refresh);
