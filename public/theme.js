// Runs before first paint so that a dark screen never flashes white.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem('satiscope.theme');
  } catch {
    // Storage may be blocked; the system's preference is used instead.
  }
  var dark =
    choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
