# Into /etc/request-tracker5/RT_SiteConfig.d/. Only the first line is needed where the names are the usual ones.
Set(@JSFiles, 'portcheck-loader.js');

# What errors do to sending in the browser: observe, warn (once) or block.
Set($PortCheckPolicy, 'block');

# The gate asks this server, and creates no ticket while it says "blocked". Leave it out for no gate.
Set($PortCheckServer, 'http://127.0.0.1:8080');

# The queue's custom fields and the values that mean porting.
Set($PortCheckReasonField, 'Case Reason');
Set($PortCheckSubCategoryField, 'Sub-Category');
Set($PortCheckReason, 'Number Management');
Set($PortCheckSubCategory, 'Porting Numbers');
1;
