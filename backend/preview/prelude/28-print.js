// when: print(
if (framed && seed.dialogs !== 'browser') {
  // No engine but a browser's prints a single frame for us; what cannot be done is said where the person looks.
  define(window, 'print', {
    writable: true,
    value: () => notice('Printing is not possible in this window. Start `whittle serve` and open the app in a browser to print it.'),
  });
}
