window.ui = SwaggerUIBundle({
  url: new URL('../v3/api-docs', document.currentScript.src).href,
  dom_id: '#docs',
  deepLinking: true,
  displayRequestDuration: true,
  tagsSorter: 'alpha',
  validatorUrl: null,
});
