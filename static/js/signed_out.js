// What a page's own script sends says for whom the page was made, and takes the token of today: whoever signs in again
// in another tab goes on here. Until then the page stays as it is and says so.
{
  const notice = document.getElementById("signed-out");
  notice.setAttribute("role", "alert");
  const today = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    detail.headers["X-Signed-In-As"] = document.body.dataset.madeFor;
    const token = today();
    if (token && detail.verb !== "get") detail.parameters.csrfmiddlewaretoken = token;
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.xhr.status) notice.hidden = detail.xhr.status !== 401;
  });
}
