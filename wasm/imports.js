// Tells Emscripten's linker that the page brings these; no JavaScript of it ends up anywhere.
mergeInto(LibraryManager.library, {
  portcheck_progress: function (session, permille) {},
});
