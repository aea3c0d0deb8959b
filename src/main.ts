import { mount } from 'svelte';
import App from './app/App.svelte';
import { serviceWorkerState } from './app/serviceWorkerState.svelte';
import { restoreLocale } from './i18n/locale.svelte';
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
mount(App, { target });

if (import.meta.env.PROD) {
  // Without it the app works all the same, only not offline; the header says which.
  serviceWorkerState.register().catch((error: unknown) => console.warn(error));
}
