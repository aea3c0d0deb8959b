import { mount } from 'svelte';
import App from './app/App.svelte';
import { serviceWorkerState } from './app/serviceWorkerState.svelte';
import { locale, locales, restoreLocale } from './i18n/locale.svelte';
import { loadCatalogue } from './i18n/translate';
import { errors } from './ui/errors.svelte';
import './ui/tokens.css';
import './ui/base.css';

restoreLocale();
window.addEventListener('error', (event) => {
  // Browsers raise this when a measured box changes once more in the same frame: no fault.
  if (event.error === null && event.message.startsWith('ResizeObserver loop')) return;
  errors.report(event.error ?? new Error(event.message));
});
window.addEventListener('unhandledrejection', (event) => errors.report(event.reason));

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
await loadCatalogue(locale.current);
mount(App, { target });
// Reports and interviews speak both languages; the other one can wait for the first screen.
for (const other of locales) void loadCatalogue(other);

if (import.meta.env.PROD) {
  // Without it the app works all the same, only not offline; the header says which.
  serviceWorkerState.register().catch((error: unknown) => console.warn(error));
}
