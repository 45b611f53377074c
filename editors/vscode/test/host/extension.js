// A companion of the extension: it runs the tests in the same extension host.
const { run } = require('./tests.js');

exports.activate = () => {
  setTimeout(() => void run(), 0);
};
