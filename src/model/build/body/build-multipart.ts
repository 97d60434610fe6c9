import { diagnose } from '../../../diagnostics/diagnostic.ts';
import { headerValueFault } from '../../../notation/header-value.ts';
import type { LongField, Multipart } from '../../../schema/endpoint-list.ts';
import type { Located } from '../../../source/located.ts';
import type { MultipartField } from '../../body.ts';
import type { BuildContext } from '../build-context.ts';
import { buildUpload } from './build-upload.ts';

/** Builds the fields of a multipart body, in the order of the list. A list of values repeats the name. */
export function buildMultipart(map: Located<Multipart>, context: BuildContext): MultipartField[] {
  return map.entries().flatMap(({ key, keyOrigin, value }) => {
    context.note(key, () => keyOrigin);
    const items: Located<unknown>[] = value.is('sequence') ? value.items() : [value];
    return items.map((item) => buildField(key, item, context));
  });
}

function buildField(key: string, item: Located<unknown>, context: BuildContext): MultipartField {
  const long = item.is('mapping') ? item.as<LongField>() : undefined;
  if (!long) return { key, value: item.isNull() ? '' : context.text(item), disabled: false };
  const disabled = long.get('disabled')?.value() === true;
  // Variables in a disabled field must be declared but need no value.
  const read = () => readValue(long, context);
  const { value, file } = disabled ? context.gather(read).value : read();
  const type = long.get('type');
  const fault = type && headerValueFault(type.text());
  if (fault) context.report(diagnose('bad-header-value', { name: 'Content-Type', reason: fault }, type));
  const description = long.get('description')?.text();
  return {
    key,
    value,
    disabled,
    ...(file ? { file } : {}),
    ...(type ? { type: context.text(type) } : {}),
    ...(description ? { description } : {}),
    ...(long.get('keep_empty')?.value() === true ? { keepEmpty: true as const } : {}),
  };
}

/** The value or the file of a field. Both together are an error. */
function readValue(field: Located<LongField>, context: BuildContext): Pick<MultipartField, 'value' | 'file'> {
  const file = field.get('file');
  const value = field.get('value');
  if (file && field.has('value')) context.report(diagnose('value-and-file', {}, field.keyOrigin('value')));
  const upload = file && buildUpload(file, context);
  return { value: value ? context.text(value) : '', ...(upload ? { file: upload } : {}) };
}
