/** What a spreadsheet has left of a value that it lost. Neither is data, and neither is guessed. */

/** A long number in a narrow column, saved as it was shown: its last digits are gone. */
export function isScientific(text: string): boolean {
  return /^[+-]?\d(?:[.,]\d+)?E\+?\d{1,3}$/i.test(text)
}

/** What stands in the place of a formula's value, in the language of the program: #N/A, #REF!, #ССЫЛКА!, #NV. */
export function isCellError(text: string): boolean {
  return text.startsWith('#') && /^#(?:N\/A|N\/D|NV|Н\/Д|[\p{Lu}/0]{2,12}[!?])$/u.test(text)
}
