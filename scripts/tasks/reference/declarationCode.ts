import { type Node, SyntaxKind } from 'typescript/unstable/ast'
import {
  isArrowFunction,
  isClassDeclaration,
  isFunctionDeclaration,
  isVariableDeclaration,
} from 'typescript/unstable/ast/is'

/** The longest value of a constant that is shown, in characters. */
const LONGEST_VALUE = 1_200

/** A declaration as somebody who calls it needs it: without bodies, private members and long values. */
export function declarationCode(node: Node): string {
  if (isFunctionDeclaration(node)) return head(node, node.body)
  if (isClassDeclaration(node)) {
    const members = node.members
      .filter(isPublic)
      .flatMap((member) => [...comments(member), memberCode(member)])
    const heading = node.getText().slice(0, node.getText().indexOf('{'))
    return `${plain(heading)} {\n${members.map((member) => `  ${member}`).join('\n')}\n}`
  }
  if (isVariableDeclaration(node)) {
    const { initializer, type } = node
    if (initializer && isArrowFunction(initializer)) return `const ${head(node, initializer.body)}`
    const text = node.getText()
    if (text.length <= LONGEST_VALUE) return `const ${text}`
    return `const ${node.name.getText()}${type ? `: ${type.getText()}` : ' = …'}`
  }
  return plain(node.getText())
}

function comments(member: Node): string[] {
  return (member.jsDoc ?? []).map((comment) => comment.getText())
}

function memberCode(member: Node): string {
  const text = member.getText()
  const body = 'body' in member ? (member.body as Node | undefined) : undefined
  return body ? head(member, body) : text.replace(/^override /, '')
}

function isPublic(member: Node): boolean {
  const hidden = [SyntaxKind.PrivateKeyword, SyntaxKind.ProtectedKeyword]
  const modifiers = 'modifiers' in member ? ((member.modifiers ?? []) as readonly Node[]) : []
  const isHash = /^(readonly )?#/.test(member.getText())
  return !isHash && !modifiers.some(({ kind }) => hidden.includes(kind))
}

/** What stands before the body. */
function head(node: Node, body: Node | undefined): string {
  const text = node.getText()
  const end = body ? text.length - body.getText().length : text.length
  return plain(text.slice(0, end).trimEnd())
}

function plain(text: string): string {
  return text.trim().replace(/^(export )?(async )?/, '')
}
