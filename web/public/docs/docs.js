// The API's description is read from this very server, and nothing is asked of any other.
SwaggerUIBundle({
  dom_id: "#docs",
  url: new URL("../openapi.json", document.baseURI).href,
  validatorUrl: null,
});
