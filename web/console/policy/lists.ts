/** Countries with their own law in the product, the larger markets first. */
export const COUNTRIES = ['FR', 'DE', 'ES', 'IT', 'GB', 'BE', 'NL', 'AT', 'PT', 'IE', 'LU', 'PL', 'SE', 'DK', 'FI', 'GR', 'SK'] as const;

export const CURRENCIES = ['EUR', 'GBP', 'SEK', 'DKK', 'PLN', 'CHF', 'USD'] as const;
