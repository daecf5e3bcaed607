(made) => {
  // Its script up to version 5 makes the default export global, with the others on it (styled-components.com/docs/basics).
  if (made?.default && window.styled === made) window.styled = Object.assign(made.default, made);
}
