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
  '/e/:engagementId/interviews': wrap({
    asyncComponent: () => import('../features/interviews/InterviewsPage.svelte'),
  }),
  '/e/:engagementId/interview/:interviewId': wrap({
    asyncComponent: () => import('../features/interviews/InterviewPage.svelte'),
  }),
  '/e/:engagementId/paper/:language': wrap({
    asyncComponent: () => import('../features/interviews/PaperPage.svelte'),
  }),
  '/settings': wrap({ asyncComponent: () => import('../features/settings/SettingsPage.svelte') }),
  '/e/:engagementId/settings': wrap({
    asyncComponent: () => import('../features/settings/SettingsPage.svelte'),
  }),
  '*': NotFound,
};
