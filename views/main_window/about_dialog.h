#pragma once

class QWidget;

namespace views {

/// Name, version, licence and the origins of the map. Not modal.
void showAboutDialog(QWidget* parent);

} // namespace views
