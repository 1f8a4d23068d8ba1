#include "views/main_window/about_dialog.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace views {

void showAboutDialog(QWidget* parent)
{
    const auto text = [](const char* source) {
        return QCoreApplication::translate("views::AboutDialog", source);
    };
    auto* box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("aboutDialog"));
    box->setWindowTitle(text(QT_TRANSLATE_NOOP("views::AboutDialog", "About Suanwang")));
    box->setText(text(QT_TRANSLATE_NOOP("views::AboutDialog", "Suanwang %1"))
                     .arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(text(QT_TRANSLATE_NOOP(
        "views::AboutDialog", "Operations console and digital twin of the computing-power internet.\n\n"
                              "Free software under the GNU General Public License, version 3 or later. Map "
                              "outlines, place names and "
                              "libraries carry their own notices; they are installed beside the program.")));
    box->setStandardButtons(QMessageBox::Close);
    box->setModal(false);
    box->show();
}

} // namespace views
