/** What people type when they mean something else; it knows words and nothing of what they name. */

/** Letters that stand on the same key of a Russian and an English keyboard. */
const RUSSIAN = 'йцукенгшщзхъфывапролджэячсмитьбю'
const ENGLISH = "qwertyuiop[]asdfghjkl;'zxcvbnm,."

/** The question as it would be, had the keyboard been switched to its other language; null where that changes nothing. */
export function onOtherKeyboard(question: string): string | null {
  const text = question.toLowerCase().replace(/ё/g, 'е')
  const [from, to] = /[а-я]/.test(text) ? [RUSSIAN, ENGLISH] : [ENGLISH, RUSSIAN]
  const other = Array.from(text, (letter) => {
    const index = from.indexOf(letter)
    return index < 0 ? letter : to[index]
  }).join('')
  return other === text ? null : other
}

/** How many typing mistakes lie between two words: a letter too much, missing, another one, or two that changed places. */
export function mistakesBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[b.length] ?? most + 1
}

/** The word and what is left when any one letter is taken out: two words one mistake apart share one of these. */
export function shortenedForms(word: string): string[] {
  const letters = Array.from(word)
  return [...new Set([word, ...letters.map((_, index) => letters.filter((_, at) => at !== index).join(''))])]
}
