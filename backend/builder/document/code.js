import hljs from 'highlight.js';

// Colours in blocks of code whose language is known.
export default {
  after(main) {
    for (const block of main.querySelectorAll('pre code[class*="language-"]')) {
      const language = /language-([\w+#-]+)/.exec(block.className)?.[1];
      if (language && hljs.getLanguage(language)) block.innerHTML = hljs.highlight(block.textContent, { language }).value;
    }
  },
};
