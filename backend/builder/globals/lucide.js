(lucide) => ({ ...lucide, createIcons: (options) => lucide.createIcons({ icons: lucide.icons ?? lucide, ...options }) })
