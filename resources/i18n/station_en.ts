<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="vi_VN">
<context>
    <name>BootingPage</name>
    <message>
        <source>Máy đang khởi động, xin chờ</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BusyPage</name>
    <message>
        <source>Đang xử lý</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xin chờ trong giây lát.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CameraLostPage</name>
    <message>
        <source>Camera tạm thời không dùng được</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xin dùng số điện thoại hoặc gọi nhân viên.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dùng số điện thoại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gọi nhân viên</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GateBand</name>
    <message>
        <source>Cổng: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HealthStrip</name>
    <message>
        <source>Dành cho nhân viên</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Mời sang bàn hỗ trợ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nhân viên sẽ giúp ngay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tại máy này, xin đưa mã cá nhân hoặc thẻ trước camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tại máy này, xin đưa thẻ nhựa trước camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Có người gọi nhân viên ở cổng.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không có mã hoặc thẻ: khai hộ tại bàn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muốn dùng số điện thoại: tìm theo số tại bàn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã thiếu thông tin: xem giấy tờ và bổ sung.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phiếu không do máy này in: xem giấy tờ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chữ trong mã không chắc đúng: đối chiếu với thẻ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giống nhiều người trong danh sách: chọn đúng người.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đây là mã của điểm kiểm dịch, để quét bằng điện thoại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã của điểm kiểm dịch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đưa nhầm mã dán của điểm kiểm dịch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đây là đường dẫn khai báo, để mở trên điện thoại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đường dẫn khai báo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đưa nhầm đường dẫn khai báo thay vì mã cá nhân.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đây là mã thanh toán</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã thanh toán</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đưa nhầm mã chuyển tiền.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đây là mã của một trang web</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã trang web</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đưa nhầm mã của một trang web.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đây là mã để vào Wi-Fi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã Wi-Fi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đưa nhầm mã Wi-Fi.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đây là mã danh thiếp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã danh thiếp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đưa nhầm mã danh thiếp.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đây là mã đăng ký máy, dành cho nhân viên</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã đăng ký máy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã đăng ký máy: dùng trong phần cài đặt, không ở cổng.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Máy này chưa đọc được mã VNeID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã VNeID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã VNeID chưa đọc được: dùng thẻ nhựa hoặc khai hộ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đây là chứng nhận tiêm chủng, không dùng để ghi nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chứng nhận tiêm chủng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đưa chứng nhận tiêm chủng thay vì mã cá nhân.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã này chỉ có số điện thoại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã số điện thoại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã chỉ có số điện thoại: tìm theo số tại bàn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã này không dùng được tại đây</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã không rõ loại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã đọc được nhưng không rõ loại.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xin đi cổng khác</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cổng này chỉ ghi nhận một chiều.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đi ngược chiều của cổng: hướng dẫn sang cổng khác.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Máy tạm ngừng ghi nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xin mời sang bàn hỗ trợ, nhân viên sẽ ghi nhận giúp.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tạm ghi người đến, đi vào sổ giấy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ổ đĩa đã đầy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xóa bớt tệp lạ trên ổ đĩa, giữ nguyên thư mục dữ liệu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ổ đĩa không cho ghi.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tắt máy, chờ 10 giây rồi bật lại.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tệp dữ liệu bị hỏng.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không xóa, không chép đè tệp nào trên máy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dữ liệu do bản phần mềm mới hơn tạo ra.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cài lại bản phần mềm mới nhất.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Khóa không mở được dữ liệu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chép lại tệp khóa store.key từ bản lưu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera tạm thời không dùng được</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xin dùng số điện thoại hoặc gọi nhân viên.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kiểm tra dây USB của camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cắm lại: máy tự nhận sau 5 giây.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mất tín hiệu camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không tìm thấy camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chương trình khác đang giữ camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đóng chương trình khác đang dùng camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera không trả lời.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera quá nóng.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rút camera, để nguội 10 phút.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa in được phiếu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã ghi nhận. Chưa in được phiếu, mời nhận tại bàn hỗ trợ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tắt máy in, chờ 5 giây rồi bật lại.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kiểm tra nguồn điện và dây của máy in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đậy nắp, bấm nút đẩy giấy một lần.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không thấy máy in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Máy in đang bận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đóng chương trình khác đang dùng máy in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mất kết nối máy in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Máy in không trả lời</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hết giấy in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mở nắp máy in, thay cuộn giấy mới.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nắp máy in đang mở</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kiểm tra cuộn giấy nằm đúng chiều.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Máy in quá nóng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ngừng in, để máy in nguội 10 phút.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vẫn ghi nhận bình thường</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kiểm tra dây mạng hoặc bộ phát Wi-Fi.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cứ tiếp tục: lượt chờ gửi sẽ tự gửi khi có mạng.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mất mạng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wi-Fi yêu cầu đăng nhập</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đăng nhập Wi-Fi trên máy này, hoặc dùng mạng khác.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mạng chậm, máy chủ không trả lời</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Máy chủ tạm ngừng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Báo nơi quản lý máy chủ nếu quá 1 giờ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Máy chủ đang bận, sẽ gửi sau</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không cần làm gì: máy tự gửi lại sau.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutOfOrderPage</name>
    <message>
        <source>Máy tạm ngừng ghi nhận</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xin mời sang bàn hỗ trợ, nhân viên sẽ ghi nhận giúp.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Giữ yên</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giữ mã trong khung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera ở đây</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReadyPage</name>
    <message>
        <source>Mời đưa mã QR hoặc thẻ trước camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Máy sẽ tự đọc, không cần chạm vào màn hình. Cách khoảng một gang tay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã QR cá nhân</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thẻ bảo hiểm y tế</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CCCD, Căn cước</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phiếu QR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tôi không có mã hoặc thẻ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dùng số điện thoại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gọi nhân viên</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultLayout</name>
    <message>
        <source>Mời người tiếp theo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Screens</name>
    <message>
        <source>Đến và đi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ vào</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chỉ ra</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hỏi đáp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cần khai báo y tế</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mời khai báo tại bàn hỗ trợ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa ghi nhận được</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lượt này chưa được lưu. Mời sang bàn hỗ trợ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang báo nhân viên</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bàn ở bên trái. Nhân viên sẽ giúp ngay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bàn ở bên phải. Nhân viên sẽ giúp ngay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mời sang bàn hỗ trợ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nhân viên sẽ giúp ngay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã ghi nhận lúc {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã ghi nhận ra về lúc {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ĐẾN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ĐI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xin mời vào</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xin cảm ơn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã ghi nhận đến lúc {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không cần quét lại. Xin mời vào.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không cần quét lại. Xin cảm ơn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã lưu trên máy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đang in phiếu, vui lòng chờ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đã in phiếu, mời nhận phiếu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chưa in được phiếu, mời nhận tại bàn hỗ trợ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nếu chưa có phiếu, mời nhận tại bàn hỗ trợ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cổng này chỉ để vào</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xin ra bằng cổng khác.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cổng này chỉ để ra</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Xin vào bằng cổng khác.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cần hỗ trợ: %n người</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mọi thiết bị đang hoạt động.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>từ {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vẫn chưa được: gọi kỹ thuật.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vẫn chưa được: gọi kỹ thuật {phone}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Không có âm báo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Máy in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lưu trên máy này</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mạng</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mã QR cá nhân trên điện thoại</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thẻ bảo hiểm y tế</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CCCD, Căn cước</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thẻ BHYT hoặc CCCD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phiếu QR</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StaffCard</name>
    <message>
        <source>Dành cho nhân viên</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thử lại ngay</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WrongCodePage</name>
    <message>
        <source>Tôi không có mã hoặc thẻ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Đưa mã khác</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
