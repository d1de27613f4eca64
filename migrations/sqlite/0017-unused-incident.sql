DROP TABLE `incident`;
