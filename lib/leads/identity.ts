import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * Keys under which the same person or company is recognised however it was typed.
 * A key is compared, never shown. Equal e-mail or phone keys join an enquiry to a lead; company keys only suggest.
 */

/** Typed where a form insisted on an address: they would join strangers. */
const NO_MAILBOX =
  /^(?:none|no|no[-_.]?e?[-_.]?mail|na|n\/a|null|nil|unknown|undefined|test|нет|-+)@(?:none|no|no[-_.]?e?[-_.]?mail|na|null|nil|unknown|undefined|test|mail|email|нет|-+)(?:\.\p{L}{2,})?$/u

/** The mailbox, without regard to case, width or blanks around it; null when it is no address at all, or nobody's. */
export function emailKey(raw: string | null | undefined): string | null {
  const key = folded(raw)
  return key.includes('@') && !NO_MAILBOX.test(key) ? key : null
}

/** Lower case can undo what NFKC composed ("ϓ" in capitals): the second folding is the last. */
function folded(raw: string | null | undefined): string {
  return (raw ?? '').normalize('NFKC').trim().toLowerCase().normalize('NFKC').trim()
}

const ENOUGH_DIGITS = 7
/** The first code point of the digit blocks that people type phone numbers in; NFKC handles the full-width ones. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50]
const KEYPAD = '22233344455566677778889999'

/**
 * The phone number in E.164, without its extension: `+74951234567` for "8 (495) 123-45-67 доб. 12". What is no valid
 * number anywhere is its bare digits when there are at least seven, so that it still matches itself; else null.
 * Placeholders ("0000000", "1234567") are null: they would join strangers.
 */
export function phoneKey(raw: string | null | undefined, defaultCountry?: string | null): string | null {
  const text = asciiDigits((raw ?? '').normalize('NFKC')).trim()
  if (text === '' || text.length > 250) return null
  const country = defaultCountry?.toUpperCase()
  const home = country && isSupportedCountry(country) ? country : undefined

  const whole = validNumber(text, home)
  if (whole) return whole
  // Several numbers in one cell: the first that is one. A slash comes last, it also parts area codes ("030/1234567").
  for (const separator of [/[,;|\n]|\s(?:or|или|oder|ou)\s/iu, /[,;|\n/]/]) {
    const parts = text.split(separator)
    if (parts.length < 2) continue
    for (const part of parts) {
      const number = validNumber(part, home)
      if (number) return number
    }
  }
  const digits = withoutExtension(text).replace(/\D/g, '')
  return digits.length >= ENOUGH_DIGITS && !isPlaceholder(digits) ? digits : null
}

function validNumber(text: string, home: CountryCode | undefined): string | null {
  // 00 is the international prefix nearly everywhere, but not in the metadata of Russia ("8~10") or the US (011).
  const international = text.replace(/^(\D*)00(?=[\s().-]*[1-9])/, '$1+')
  const found = parsed(international, home)
  if (found) return found
  if (/[a-z]{3}/i.test(international)) {
    const dialled = parsed(
      international.replace(/[a-z]/gi, (letter) => KEYPAD[letter.toLowerCase().charCodeAt(0) - 97] ?? ''),
      home,
    )
    if (dialled && /^[\d+(]/.test(international)) return dialled
  }
  // "49 30 1234567" in Moscow: no Russian number, but one with its plus forgotten. Without a home country every
  // number looks like that, and a guess would be wrong more often than right.
  const digits = international.replace(/[\s().-]/g, '')
  return home && /^[1-9]\d{9,14}$/.test(digits) ? parsed(`+${digits}`, home) : null
}

function parsed(text: string, home: CountryCode | undefined): string | null {
  const number = parsePhoneNumberFromString(text, home)
  return number?.isValid() && !/^(\d)\1*$/.test(number.nationalNumber) ? number.number : null
}

export function withoutExtension(text: string): string {
  return text.replace(/\s*(?:ext|x|#|доб|вн|внутр|ramal|int|tel ext)\.?[\s:]*\d{1,7}\s*$/iu, '')
}

function isPlaceholder(digits: string): boolean {
  return /^\d{0,3}(\d)\1{9,}$|^(\d)\2*$/.test(digits) || /^0?1234567(?:8(?:90?)?)?$/.test(digits)
}

export function asciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    const zero = ZEROS.find((first) => code >= first && code < first + 10)
    return zero === undefined ? digit : String(code - zero)
  })
}

/** Legal forms as they look once dots are gone and words are folded. Several words: the longest is tried first. */
const LEGAL_FORMS = forms(`
  inc|incorporated|corp|corporation|co|company|llc|llp|lllp|lp|pllc|plc|ltd|limited|pty ltd|pty limited|pty|pvt ltd|
  private limited|pvt|pte ltd|pte|sdn bhd|bhd|gmbh|mbh|ag|kg|kgaa|ohg|gbr|ug|ug haftungsbeschrankt|ev|eg|ek|se|sarl|sas|sasu|
  sa|sa de cv|eurl|sci|snc|srl|srls|spa|sapa|sl|slu|sau|slp|sc|lda|ltda|eireli|mei|epp|me|sa rl|
  bv|nv|cv|vof|bvba|ab|aktiebolag|as|asa|aps|a s|oy|oyj|ky|hf|ehf|oü|ou|uab|sia|
  sp z oo|spolka z oo|sp k|sp j|sro|s r o|doo|ood|eood|ad|kft|zrt|nyrt|rt|ead|
  as sirketi|anonim sirketi|ltd sti|limited sirketi|sti|kk|kabushiki kaisha|gk|fze|fzco|fz llc|wll|pjsc|jsc|cjsc|ojsc|
  ooo|oao|zao|pao|nao|тоо|ооо|оао|зао|пао|нао|ао|ип|чп|фоп|тов|прат|пат|ат|одо|уп|чуп|гуп|муп|фгуп|ано|нко|кфх|тдо|
  общество с ограниченнои ответственностью|акционерное общество|публичное акционерное общество|
  непубличное акционерное общество|закрытое акционерное общество|открытое акционерное общество|
  индивидуальныи предприниматель|товарищество с ограниченнои ответственностью|
  товариство з обмеженою відповідальністю|株式会社|有限会社|有限公司|股份有限公司|주식회사`)

/** Of these only some stand before the name: "AS Roma" and "Co Design" keep their first word. */
const LEADING_FORMS = forms(`
  ooo|oao|zao|pao|pt|uab|sia|тоо|ооо|оао|зао|пао|нао|ао|ип|чп|фоп|тов|прат|пат|ат|одо|уп|чуп|гуп|муп|фгуп|ано|нко|
  общество с ограниченнои ответственностью|акционерное общество|публичное акционерное общество|
  непубличное акционерное общество|закрытое акционерное общество|открытое акционерное общество|
  индивидуальныи предприниматель|товарищество с ограниченнои ответственностью|
  товариство з обмеженою відповідальністю|株式会社|有限会社|주식회사`)

const LONGEST_FORM = 4

function forms(list: string): ReadonlySet<string> {
  return new Set(list.split('|').map((form) => foldWords(form).join(' ')))
}

/** What people type where they have no company. */
const NO_COMPANY = forms(`
  n/a|na|none|no|no company|unknown|not known|test|private|private person|privat|privatperson|self employed|freelance|freelancer|
  individual|нет|нету|нет компании|неизвестно|тест|частное лицо|физлицо|физическое лицо|самозанятыи|самозанятая|xxx`)

/** The company's name without its legal form, case, accents and punctuation: "ООО «Ромашка»" and "Ромашка, ООО" agree. */
export function companyKey(raw: string | null | undefined): string | null {
  let words = foldWords(raw ?? '')
  if (words.length === 0 || NO_COMPANY.has(words.join(' '))) return null
  for (;;) {
    const shorter = withoutForm(words)
    // A company that is called like a legal form ("AG", "Limited") keeps its name.
    if (shorter.length === 0 || shorter.length === words.length) return words.join(' ')
    words = shorter
  }
}

function withoutForm(words: string[]): string[] {
  for (let length = Math.min(LONGEST_FORM, words.length); length > 0; length--) {
    if (LEGAL_FORMS.has(words.slice(-length).join(' '))) {
      const rest = words.slice(0, -length)
      return rest.at(-1) === 'and' ? rest.slice(0, -1) : rest // "GmbH & Co. KG"
    }
    if (LEADING_FORMS.has(words.slice(0, length).join(' '))) return words.slice(length)
  }
  return words
}

/** The words of a person's name in a fixed order: "Keller, A.B." and "a. b. keller" agree. */
export function nameWords(raw: string | null | undefined): string[] {
  return foldWords((raw ?? '').replace(/(?<![\p{L}\p{N}])(\p{L})\./gu, '$1 ')).sort()
}

export const LETTERS_BESIDE_ASCII: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ё: 'е',
}

function foldWords(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .normalize('NFD')
      // Marks only over Latin, Greek and Cyrillic letters: in Hindi or Thai they are vowels.
      .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\u0300-\u036f]+/gu, '')
      .normalize('NFC')
      .replace(/[ßøłđæœı]/g, (letter) => LETTERS_BESIDE_ASCII[letter] ?? letter)
      .replace(/&/g, ' and ')
      .replace(/['’`´]/g, '')
      // "S.A.", "G.m.b.H.", "o. o.", "A/S" are one word each.
      .replace(/(?<![\p{L}\p{N}])\p{L}(?:[./]\s?\p{L}(?![\p{L}\p{N}]))+/gu, (form) =>
        form.replace(/[./\s]/g, ''),
      )
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .filter((word) => word !== '')
  )
}

/** Second labels that belong to a country's registry and not to a company: "acme.co.uk", "acme.com.br", "acme.msk.ru". */
const REGISTRY_LABELS = new Set(
  'co com net org gov edu ac or ne go gob gov nom gen ltd plc me sch mil info biz web in firm msk spb nov pp kiev kyiv lviv'.split(
    ' ',
  ),
)

/** Sites on which everybody has a page: the address says nothing, or only together with the name before it. */
const SHARED_SITES = new Set(
  `facebook.com fb.com instagram.com linkedin.com vk.com vk.ru ok.ru t.me telegram.me youtube.com youtu.be twitter.com
  x.com tiktok.com wa.me whatsapp.com google.com goo.gl bit.ly linktr.ee taplink.cc yandex.ru 2gis.ru avito.ru ozon.ru
  wildberries.ru hh.ru xing.com pinterest.com amazon.com ebay.com etsy.com alibaba.com appleid.com
  example.com example.org example.net test.com test.ru domain.com site.com none.com website.com`.split(/\s+/),
)
const HOSTING_SITES = new Set(
  `wixsite.com tilda.ws blogspot.com wordpress.com github.io myshopify.com webflow.io notion.site business.site ucoz.ru
  narod.ru weebly.com squarespace.com jimdosite.com jimdofree.com netlify.app vercel.app herokuapp.com web.app
  firebaseapp.com pages.dev bitrix24site.ru bitrix24.site turbo.site nethouse.ru insales.ru`.split(/\s+/),
)

/** Mailboxes that anybody can have: their domain is nobody's company. Those with many countries go by their name. */
const MAILBOX_NAMES = new Set(
  'gmail googlemail yahoo ymail hotmail outlook live msn gmx yandex aol icloud proton protonmail tutanota'.split(
    ' ',
  ),
)
const MAILBOX_DOMAINS = new Set(
  `me.com mac.com web.de t-online.de freenet.de arcor.de mail.ru bk.ru inbox.ru list.ru internet.ru vk.com ya.ru
  rambler.ru lenta.ru ro.ru autorambler.ru myrambler.ru ukr.net i.ua meta.ua bigmir.net tut.by mail.by mail.kz pm.me zoho.com
  qq.com 163.com 126.com sina.com sohu.com naver.com hanmail.net daum.net uol.com.br bol.com.br terra.com.br ig.com.br
  globo.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it alice.it tin.it wp.pl o2.pl
  onet.pl interia.pl op.pl seznam.cz centrum.cz email.cz post.cz abv.bg azet.sk freemail.hu citromail.hu hey.com
  fastmail.com mail.com email.com usa.com rediffmail.com comcast.net verizon.net att.net bellsouth.net cox.net
  bigpond.com btinternet.com sky.com virginmedia.com duck.com telenet.be skynet.be bluewin.ch sapo.pt tuta.com`.split(
    /\s+/,
  ),
)

/**
 * The domain by which a company is recognised: its website's without "www" and further names before it, else that of an
 * e-mail address that is not of a public mailbox. `acme.de` for "https://www.acme.de/shop", "shop.acme.de" and
 * "anna@acme.de".
 */
export function websiteKey(
  website: string | null | undefined,
  email?: string | null | undefined,
): string | null {
  const site = companyDomain(hostOf(folded(website)))
  if (site !== null) return site
  const address = emailKey(email)
  return address === null ? null : companyDomain(address.slice(address.lastIndexOf('@') + 1))
}

function hostOf(text: string): string {
  if (text.length > 2000) return ''
  const authority =
    text.replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\/+|^(?:https?|mailto):\/*/, '').split(/[/?#\\\s,;]/, 1)[0] ?? ''
  return authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '')
}

const LONGEST_HOST = 253

/** Nearly every host: nothing in it that the standard's reading could change, at a twentieth of its time. */
const PLAIN_HOST = /^(?:(?!xn--)[a-z0-9-]+\.)+[a-z]{2,}$/

/** The standard's own reading of a host: international names in one form, nothing that could not be one. */
function asciiHost(host: string): string | null {
  try {
    return new URL(`http://${host}`).hostname.replace(/\.+$/, '')
  } catch {
    return null
  }
}

function companyDomain(host: string): string | null {
  const ascii = PLAIN_HOST.test(host) ? host : asciiHost(host)
  if (ascii === null) return null
  if (ascii.length > LONGEST_HOST || !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(ascii)) return null
  const labels = ascii.split('.')
  const last = labels.at(-1) ?? ''
  if (!/^(?:xn--[a-z0-9-]+|[a-z]{2,})$/.test(last)) return null
  const registry = labels.length > 2 && last.length === 2 && REGISTRY_LABELS.has(labels.at(-2) ?? '')
  const domain = labels.slice(registry ? -3 : -2).join('.')
  if (HOSTING_SITES.has(domain)) {
    const name = labels.slice(-3).join('.')
    return name === domain || name.startsWith('www.') ? null : name
  }
  if (SHARED_SITES.has(domain) || MAILBOX_DOMAINS.has(domain)) return null
  return MAILBOX_NAMES.has(domain.slice(0, domain.indexOf('.'))) ? null : domain
}
