// Mounts Stripe's payment form into #stripe-pay. The only script of ours that is not WASM: Stripe.js must come from Stripe.
(() => {
  const form = document.getElementById("stripe-pay");
  if (!form || form.dataset.ready) return;
  form.dataset.ready = "yes";
  const say = (text) => { document.getElementById("stripe-error").textContent = text || ""; };
  const busy = (on) => { form.querySelector("button").disabled = on; };
  const secret = form.dataset.secret;
  const script = document.createElement("script");
  script.src = "https://js.stripe.com/v3/";
  script.onerror = () => say(form.dataset.failed);
  script.onload = async () => {
    const stripe = window.Stripe(form.dataset.key, { locale: document.documentElement.lang });
    const { paymentIntent, error } = await stripe.retrievePaymentIntent(secret);
    if (error) return say(error.message);
    // A saved card whose bank asks for 3-D Secure.
    if (paymentIntent.status === "requires_action") {
      const done = await stripe.handleNextAction({ clientSecret: secret });
      return done.error ? say(done.error.message) : location.reload();
    }
    const dark = getComputedStyle(document.documentElement).colorScheme.includes("dark");
    const elements = stripe.elements({ clientSecret: secret, appearance: { theme: dark ? "night" : "stripe" } });
    elements.create("payment").mount("#stripe-element");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      say("");
      busy(true);
      const result = await stripe.confirmPayment({ elements, confirmParams: { return_url: location.href }, redirect: "if_required" });
      if (result.error) { say(result.error.message); busy(false); } else { location.reload(); }
    });
  };
  document.head.append(script);
})();
