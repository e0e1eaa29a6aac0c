// Validates the objects of YAML files against the published schemas of their kinds.
//   node manifests.mjs COUNT FILE...   (COUNT is how many objects there are)
import fs from 'node:fs';
import assert from 'node:assert/strict';
import yaml from 'js-yaml';

/** Returns the class of a kind, which validates. */
async function model({ apiVersion, kind }) {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const library = group.endsWith('knative.dev')
    ? '@kubernetes-models/knative'
    : group === 'monitoring.coreos.com' ? '@kubernetes-models/prometheus-operator' : 'kubernetes-models';
  return (await import(`${library}/${apiVersion}/${kind}`))[kind];
}

/** Throws if an object does not fit its schema. */
async function validate(object) {
  new (await model(object))(object).validate();
}

const [count, ...files] = process.argv.slice(2);
const objects = files.flatMap(file => yaml.loadAll(fs.readFileSync(file, 'utf8')).filter(Boolean));
assert.equal(objects.length, Number(count));
for (const object of objects) {
  await validate(object);
  // The same without what it is about has to be refused, or else nothing was checked.
  if (object.apiVersion !== 'v1' && !['PodDisruptionBudget', 'SinkBinding'].includes(object.kind)) {
    const spec = object.kind === 'Service' ? { template: { spec: { containers: 'none' } } } : 'none';
    await assert.rejects(validate({ ...object, spec }), object.kind);
  }
  console.log(`${object.apiVersion} ${object.kind} ${object.metadata.name} fits its schema`);
}
const deployment = objects.find(object => object.kind === 'Deployment');
await assert.rejects(validate({ ...deployment, spec: { ...deployment.spec, selector: undefined } }), /selector/);
