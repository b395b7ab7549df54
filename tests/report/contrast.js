// WCAG 2, level AA: 4.5 to 1, of large text 3 to 1. Gives the texts that have less.
() => {
  const parts = (text) => [...text.match(/[\d.]+/g).map(Number), 1].slice(0, 4);
  const over = (top, ground) => [0, 1, 2].map((n) => top[n] * top[3] + ground[n] * (1 - top[3]));
  const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => linear(part / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const pale = [];
  while (texts.nextNode()) {
    const said = texts.currentNode.data.trim();
    const element = texts.currentNode.parentElement;
    if (!said || !element.getClientRects().length || element.closest("script, title")) continue;
    const above = [];
    for (let one = element; one; one = one.parentElement) above.unshift(getComputedStyle(one));
    const grounds = above.map(({ backgroundColor }) => parts(backgroundColor));
    const ground = grounds.reduce((under, top) => over(top, under), [255, 255, 255]);
    const style = getComputedStyle(element);
    const ink = parts(element.ownerSVGElement ? style.fill : style.color);
    ink[3] *= above.reduce((product, { opacity }) => product * opacity, 1);
    const [one, other] = [light(over(ink, ground)), light(ground)].sort((p, q) => q - p);
    const size = parseFloat(style.fontSize) * (style.fontWeight >= 700 ? 1.286 : 1);
    if (one / other < (size >= 24 ? 3 : 4.5)) pale.push(`${said} ${(one / other).toFixed(2)}`);
  }
  return pale;
}
