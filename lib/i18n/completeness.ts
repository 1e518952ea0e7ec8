/** Parameters of an ICU message: `{name}`, `{count, plural, …}`, `<tag>`; what stands inside a plural's branches too. */
function parameters(message: string): string {
  const names = new Set<string>()
  // A branch such as `one {# lead}` opens with words and not with a name that is closed or followed by a comma.
  for (const match of message.matchAll(/\{\s*([\p{L}_][\p{L}\p{N}_]*)\s*(?=[,}])/gu)) {
    const before = message.slice(0, match.index).trimEnd()
    const branch = /(?:^|[\s,}])(?:=\d+|[\p{L}_]+)$/u.test(before) && isInsideChoice(before)
    if (match[1] && !branch) names.add(match[1])
  }
  for (const match of message.matchAll(/<(\w+)>/g)) if (match[1]) names.add(`<${match[1]}>`)
  return [...names].sort().join(', ')
}

/** Whether the innermost open brace is a plural or a select, where `other {word}` is a branch. */
function isInsideChoice(before: string): boolean {
  let depth = 0
  for (let i = before.length - 1; i >= 0; i -= 1) {
    if (before[i] === '}') depth += 1
    else if (before[i] === '{') {
      if (depth === 0)
        return /^\{\s*[\p{L}\p{N}_]+\s*,\s*(?:plural|select|selectordinal)\s*,/u.test(before.slice(i))
      depth -= 1
    }
  }
  return false
}

function flatten(messages: object, path = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(messages)) {
    const name = path ? `${path}.${key}` : key
    if (typeof value === 'string') flat.set(name, value)
    else for (const [inner, words] of flatten(value as object, name)) flat.set(inner, words)
  }
  return flat
}

/** How two languages' messages differ in what they can say; empty when they do not. */
export function differences(first: object, second: object): string[] {
  const a = flatten(first)
  const b = flatten(second)
  const found: string[] = []
  for (const [key, words] of a) {
    const other = b.get(key)
    if (other === undefined) found.push(`${key}: missing in the second`)
    else if (!words.trim() || !other.trim()) found.push(`${key}: empty`)
    else if (parameters(words) !== parameters(other)) {
      found.push(`${key}: other parameters (${parameters(words)} / ${parameters(other)})`)
    }
  }
  for (const key of b.keys()) if (!a.has(key)) found.push(`${key}: missing in the first`)
  return found.sort()
}
