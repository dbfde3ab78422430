import ts from "typescript";

const { factory } = ts;
const undefinedType = factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);

/**
 * Adds `undefined` to the optional parameters of all operations.
 *
 * Otherwise callers that compile with `exactOptionalPropertyTypes` could not pass
 * `{ status: undefined }`. A mapped type would cost one instantiation per call.
 */
export function allowUndefinedParameters(statement: ts.Node): ts.Node {
  return changeInterface(statement, "operations", (operation) =>
    changeMember(operation, (part) =>
      nameOf(part) === "parameters"
        ? changeMember(part, (group) => changeMember(group, allowUndefined))
        : part,
    ),
  );
}

/** Replaces the type of one member of an interface by text. */
export function replaceMemberType(
  statement: ts.Node,
  interfaceName: string,
  memberName: string,
  type: string,
): ts.Node {
  return changeInterface(statement, interfaceName, (member) =>
    nameOf(member) === memberName && ts.isPropertySignature(member)
      ? withType(member, factory.createTypeReferenceNode(type))
      : member,
  );
}

function allowUndefined(member: ts.TypeElement): ts.TypeElement {
  if (!ts.isPropertySignature(member) || !member.questionToken || !member.type) return member;
  return withType(member, factory.createUnionTypeNode([member.type, undefinedType]));
}

type ChangeMember = (member: ts.TypeElement) => ts.TypeElement;

function changeInterface(statement: ts.Node, name: string, change: ChangeMember): ts.Node {
  if (!ts.isInterfaceDeclaration(statement) || statement.name.text !== name) return statement;
  return factory.updateInterfaceDeclaration(
    statement,
    statement.modifiers,
    statement.name,
    statement.typeParameters,
    statement.heritageClauses,
    statement.members.map(change),
  );
}

/** Changes the members of a property whose type is an object. */
function changeMember(member: ts.TypeElement, change: ChangeMember): ts.TypeElement {
  if (!ts.isPropertySignature(member) || !member.type || !ts.isTypeLiteralNode(member.type)) {
    return member;
  }
  const members = factory.createNodeArray(member.type.members.map(change));
  return withType(member, factory.updateTypeLiteralNode(member.type, members));
}

function withType(member: ts.PropertySignature, type: ts.TypeNode): ts.PropertySignature {
  const { modifiers, name, questionToken } = member;
  return factory.updatePropertySignature(member, modifiers, name, questionToken, type);
}

function nameOf({ name }: ts.TypeElement): string {
  return name !== undefined && ts.isIdentifier(name) ? name.text : "";
}
