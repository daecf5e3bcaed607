export const recipes = [{ name: 'Soup', time: 20 }, { name: 'Pie', time: 60 }];
