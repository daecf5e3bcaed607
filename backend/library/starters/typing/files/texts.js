// What there is to type. Common words for speed, sentences for capitals and commas, figures for the top row.

const commonWords = 'the be to of and a in that have it for not on with he as you do at this but his by from they we say her she or an will my one all would there their what so up out if about who get which go me when make can like time no just him know take people into year your good some could them see other than then now look only come its over think also back after use two how our work first well way even new want because any these give day most us river stone garden window quiet bread winter letter paper house morning light water small open table story early until under almost between follow garden simple evening number common answer carry train market bridge kitchen summer voice remember'.split(' ');

const sentences = [
  'The harbour was still asleep when the first boat came in, low and slow, with gulls behind it.',
  'She kept her pencils in a tin that had once held biscuits; it still smelled faintly of ginger.',
  'A good bread needs four things: flour, water, salt and more patience than you think.',
  'On Tuesdays the library stays open until nine, and the old men play chess by the window.',
  'He wrote the address twice, crossed it out once, and posted the letter before he could think again.',
  'Rain fell all morning on the tin roof. By noon the whole valley smelled of wet stone.',
  'Nobody had wound the clock since August, yet everyone in the house still looked at it.',
  'The train to the coast leaves from platform two, unless it is Sunday, when it does not leave at all.',
  'My grandmother measured sugar by the handful and distance by the song.',
  'After the storm they found the bench upside down, the roses flat, and the cat entirely dry.',
  'There are two kinds of maps: those that show the way, and those that make you want to go.',
  'Fold the paper in half, then in half again; the third fold is the one that matters.',
];

const pick = list => list[Math.floor(Math.random() * list.length)];
const shuffled = list => list.map(item => [Math.random(), item]).sort((a, b) => a[0] - b[0]).map(([, item]) => item);

function figure() {
  const kinds = [
    () => String(Math.floor(Math.random() * 9000) + 100),
    () => `${Math.floor(Math.random() * 12) + 1}:${String(Math.floor(Math.random() * 60)).padStart(2, '0')}`,
    () => `${(Math.random() * 90).toFixed(2)}`,
    () => `${Math.floor(Math.random() * 99) + 1}%`,
  ];
  return pick(kinds)();
}

// Words for a test of that kind, more than anyone types in two minutes.
function wordsFor(kind, own) {
  const many = make => Array.from({ length: 600 }, make);
  if (kind === 'own') return own.trim().split(/\s+/u).slice(0, 4000);
  if (kind === 'sentences') return [...shuffled(sentences), ...shuffled(sentences), ...shuffled(sentences)].join(' ').split(' ');
  if (kind === 'figures') return many(() => (Math.random() < 0.45 ? figure() : pick(commonWords)));
  let last = '';
  return many(() => {
    let word = pick(commonWords);
    while (word === last) word = pick(commonWords);
    last = word;
    return word;
  });
}
