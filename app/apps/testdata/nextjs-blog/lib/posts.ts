const posts = [
  { slug: 'tide', title: 'The tide', body: 'It comes and goes.', tags: ['sea'] },
  { slug: 'peak', title: 'The peak', body: 'It stays.', tags: ['land'] },
];

export async function getPosts() {
  return posts;
}

export async function getPost(slug: string) {
  return posts.find((post) => post.slug === slug);
}
