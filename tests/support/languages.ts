import { loadCatalogue } from '../../src/i18n/translate';

// The page loads them one after the other; tests speak both at once.
await loadCatalogue('en');
