import { expect, importSmallSurvey, test } from './support';

test('the policy stands in the header and in the page, without inline script (fault 52)', async ({
  page,
  request,
}) => {
  const response = await request.get('/');
  const header = response.headers()['content-security-policy'] ?? '';
  await page.goto('/');
  const inPage =
    (await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')) ??
    '';
  for (const policy of [header, inPage]) {
    expect(policy).toMatch(/default-src 'none'/u);
    expect(policy).toMatch(/connect-src 'self'(?:;|$)/u);
    expect(/script-src ([^;]+)/u.exec(policy)?.[1]).toBe("'self' 'wasm-unsafe-eval'");
  }
  expect(header).toContain("frame-ancestors 'none'");
  const blocked = await page
    .evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      const fetched = await fetch('https://example.com/').then(
        () => 'sent',
        () => 'blocked',
      );
      return { ran: 'ran' in window, fetched };
    })
    .catch(() => ({ ran: false, fetched: 'blocked' }));
  expect(blocked).toEqual({ ran: false, fetched: 'blocked' });
});

test('a personal column is masked on screen and never stored', async ({ page }) => {
  await importSmallSurvey(page);
  const stored = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const open = indexedDB.open('satiscope');
        open.onsuccess = async () => {
          const database = open.result;
          const all = await Promise.all(
            [...database.objectStoreNames].map(
              (name) =>
                new Promise((done) => {
                  const rows = database.transaction(name).objectStore(name).getAll();
                  rows.onsuccess = () => done(rows.result);
                }),
            ),
          );
          resolve(JSON.stringify(all));
        };
      }),
  );
  expect(stored).toContain('P17');
  expect(stored).not.toContain('13800001017');
});
