export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Read before first paint by `public/theme.js`, which knows the same key. */
const storageKey = 'satiscope.theme';

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
let choice = $state<Theme>(restore());

systemIsDark.addEventListener('change', apply);

/** The chosen look; `auto` follows the system. Setting it is remembered. */
export const theme = {
  get choice(): Theme {
    return choice;
  },
  set(next: Theme): void {
    choice = next;
    try {
      localStorage.setItem(storageKey, next);
    } catch {
      // Blocked storage only costs the memory of the choice.
    }
    apply();
  },
};

function apply(): void {
  const isDark = choice === 'dark' || (choice === 'auto' && systemIsDark.matches);
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
}

function restore(): Theme {
  try {
    const stored = localStorage.getItem(storageKey);
    return themes.find((known) => known === stored) ?? 'auto';
  } catch {
    return 'auto';
  }
}
