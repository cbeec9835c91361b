// Text from files as it is shown: what cannot be seen, or would turn the text around it, is made visible.
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

function visible(sign: string): string {
  const code = sign.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code); // ␀ … ␟
  return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}

export function shown(text: string): string {
  return text.replace(unseen, visible);
}
