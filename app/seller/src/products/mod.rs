//! What the seller sells: the list with its states, and the wizard that makes and changes a product.

mod list;
mod new;
mod wizard;

pub use list::ProductsPage;
pub use new::NewProductPage;
pub use wizard::EditProductPage;
