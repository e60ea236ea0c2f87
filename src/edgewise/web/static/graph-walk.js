// Going about in the picture without a mouse.

const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

// The name nearest to what is chosen in a direction [dx, dy]: of those it is linked with if one lies that way, else of all. Where nothing is
// chosen, the one that the picture is about.
export const towards = (picture, chosen, [dx, dy]) => {
  const edge = picture.edge(chosen);
  if (!edge && !picture.node(chosen)) return picture.focus()?.id;
  const from = edge ? middle(picture.position(edge.from), picture.position(edge.to)) : picture.position(chosen);
  const cost = (id) => {
    const { x, y } = picture.position(id);
    const [across, along] = [x - from.x, y - from.y];
    const ahead = across * dx + along * dy;
    const aside = Math.abs(across * dy) + Math.abs(along * dx);
    return ahead > 0 && aside <= 1.5 * ahead ? ahead + 2 * aside : Infinity;
  };
  const nearest = (ids) => {
    const [best] = ids.filter((id) => id !== chosen).map((id) => ({ id, far: cost(id) })).sort((a, b) => a.far - b.far);
    return best?.far < Infinity ? best.id : undefined;
  };
  const linked = edge ? [edge.from, edge.to] : picture.edgesOf(chosen).flatMap(({ from: a, to: b }) => [a, b]);
  return nearest(linked) ?? nearest(picture.ids());
};

// The next link of a name, or with `by` -1 the one before, after a link of it that is chosen.
export const nextLink = (picture, name, chosen, by) => {
  const lines = picture.edgesOf(name).map(({ id }) => id);
  const at = lines.indexOf(chosen);
  if (at < 0) return by > 0 ? lines[0] : lines.at(-1);
  return lines[(at + by + lines.length) % lines.length];
};
