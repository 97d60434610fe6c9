// Replaces wrap-ansi in the bundle. Wraps text at spaces into lines of at most `width` characters.
module.exports = (text, width) =>
  text
    .split('\n')
    .map((line) => {
      const rows = [];
      let row = '';
      for (const word of line.split(' ')) {
        if (row !== '' && row.length + 1 + word.length > width) {
          rows.push(row);
          row = word;
        } else {
          row = row === '' ? word : `${row} ${word}`;
        }
      }
      return [...rows, row].join('\n');
    })
    .join('\n');
