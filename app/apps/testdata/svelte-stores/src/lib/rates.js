export const rates = { EUR: 1, USD: 1.1 };
