import { wrap } from 'svelte-spa-router/wrap';
import EngagementsPage from '../features/engagements/EngagementsPage.svelte';
import NotFound from './NotFound.svelte';

/** Rooms load when first entered; all of them are precached for offline. */
export const routes = {
  '/': EngagementsPage,
  '/e/:engagementId/model': wrap({
    asyncComponent: () => import('../features/model/ModelPage.svelte'),
  }),
  '/e/:engagementId/data': wrap({
    asyncComponent: () => import('../features/data/DataPage.svelte'),
  }),
  '/e/:engagementId/analysis': wrap({
    asyncComponent: () => import('../features/analysis/AnalysisPage.svelte'),
  }),
  '*': NotFound,
};
