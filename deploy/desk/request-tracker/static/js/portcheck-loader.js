// In RT's bundle, so on every page: fetches the element only where there is one, and keeps the message box's text where
// others can read it while it is being written.
(function () {
  function start() {
    var check = document.querySelector('port-check');
    if (!check) return;
    var script = document.createElement('script');
    script.src = check.getAttribute('assets') + 'port-check.js';
    document.head.appendChild(script);
    if (!window.CKEDITOR) return;
    window.CKEDITOR.on('instanceReady', function (ready) {
      ready.editor.on('change', function () {
        ready.editor.updateElement();
        ready.editor.element.$.dispatchEvent(new Event('input', { bubbles: true }));
      });
    });
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
