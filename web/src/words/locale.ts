// What a language's numbers, dates and lists look like.
export interface Forms {
  number(value: number): string;
  some(value: number, one: string, many: string): string; // "1 row", "2 rows"
  and(list: string[]): string;
  date(iso: string): string;
  country(code: string): string;
  phone(digits: string): string;
}

export function formsOf(locale: string): Forms {
  const numbers = new Intl.NumberFormat(locale);
  const plural = new Intl.PluralRules(locale);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const days = new Intl.DateTimeFormat(locale, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' });
  const countries = new Intl.DisplayNames([locale], { type: 'region' });
  return {
    number: (value) => numbers.format(value),
    some: (value, one, many) => `${numbers.format(value)} ${plural.select(value) === 'one' ? one : many}`,
    and: (items) => list.format(items),
    date: (iso) => {
      const day = new Date(`${iso}T00:00:00Z`);
      return Number.isNaN(day.getTime()) ? iso : days.format(day);
    },
    country: (code) => {
      try {
        return countries.of(code) ?? code;
      } catch {
        return code;
      }
    },
    phone: (digits) => (/^\d{10}$/.test(digits) ? `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}` : digits),
  };
}
